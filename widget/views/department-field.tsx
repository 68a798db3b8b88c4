import type { Visit } from '../visit.ts';

/** Whom to talk to, where there is a choice. */
export const DepartmentField = ({ visit }: { visit: Visit }) => {
  const { site, draft } = visit.seen;
  const { departments, texts } = site;
  return (
    departments.length > 1 && (
      <label>
        {texts.fields.department}
        <select
          class="box"
          onChange={({ currentTarget: { value } }) =>
            visit.set({ draft: { ...draft, department: value }, pick: null })
          }
          value={draft.department ?? ''}
        >
          {departments.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
    )
  );
};
