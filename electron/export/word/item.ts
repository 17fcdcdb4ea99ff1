// What the body is made of: a tree of ours, or a component of docx where docx does the work (pictures).

import type { FileChild } from 'docx';
import type { XmlNode } from './xml.ts';

export type BodyItem = XmlNode | FileChild;
