import { isComplete, isMovable, phoneFaultOf, screenOf } from './call-flow.ts';
import { nextOf, phoneOf, valuesOf } from './head.ts';
import { Icon } from './icons.tsx';
import { Fragment, jsx, jsxs } from './render.ts';
import { dateOf, dayOf, fill, ltr, mark, ownZone, timeOf, when } from './say.tsx';
import { Alert } from './views/alert.tsx';
import { Button, Tel } from './views/button.tsx';
import { Caller } from './views/caller.tsx';
import { DepartmentField } from './views/department-field.tsx';
import { Fields } from './views/fields.tsx';
import { PhoneField } from './views/phone-field.tsx';
import { Trouble } from './views/trouble.tsx';

/**
 * What the script lends to what is loaded later, so that nothing travels twice, in the order of the
 * imports above: the build puts these in the place of their modules there (vite.config.ts).
 */
export const lent = [
  isComplete,
  isMovable,
  phoneFaultOf,
  screenOf,
  nextOf,
  phoneOf,
  valuesOf,
  Icon,
  Fragment,
  jsx,
  jsxs,
  dateOf,
  dayOf,
  fill,
  ltr,
  mark,
  ownZone,
  timeOf,
  when,
  Alert,
  Button,
  Tel,
  Caller,
  DepartmentField,
  Fields,
  PhoneField,
  Trouble,
];
