/** Two legs that meet: the operator's arc, the visitor's arc, and the call in the middle. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path class="mark-operator" d="M11.4 3.02a9 9 0 0 0 0 17.96" />
      <path class="mark-visitor" d="M12.6 3.02a9 9 0 0 1 0 17.96" />
      <circle class="mark-call" cx="12" cy="12" r="2.75" />
    </svg>
  );
}
