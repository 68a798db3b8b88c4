/** A Russian number as people there write it (`+7 912 345-67-89`); any other stays as it came. */
export function showNumber(number: string): string {
  const parts = /^\+?7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(number);
  return parts === null ? number : `+7 ${parts[1]} ${parts[2]}-${parts[3]}-${parts[4]}`;
}
