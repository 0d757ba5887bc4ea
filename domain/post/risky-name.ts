/** What a file's name alone gives away: a program, and one that hides behind another extension. Pure. */
import { withoutUnseen } from './unseen-marks.ts';

/** `program`: runs when it is opened. `disguised`: so made that it reads as something else. */
export type NameRisk = 'program' | 'disguised';

/** What Windows, macOS or Linux run or install at a double click; Microsoft's list of blocked attachments. */
const PROGRAMS = new Set(
  (
    'ade adp apk app appimage appinstaller application appref-ms appx asp bas bat chm cmd com cpl crt deb desktop dll dmg ' +
    'elf exe gadget hta htc img inf ins iso isp jar jnlp js jse lib lnk mde mht mhtml msc msh msi msix msp mst ocx ' +
    'osd pif pkg pl prg ps1 ps1xml psm1 py pyw reg rpm scf scr sct settingcontent-ms sh shb sys url vb vbe vbs vhd ' +
    'vhdx vxd website ws wsc wsf wsh xbap xll xnk'
  ).split(' '),
);

/** What people open without a second thought. */
const DOCUMENTS = new Set(
  (
    'avi bmp csv doc docx eml epub gif heic htm html jpeg jpg key log md mov mp3 mp4 mpeg numbers odp ods odt pages pdf ' +
    'png pps ppt pptx rtf svg tif tiff txt wav webp xls xlsx xml zip rar 7z'
  ).split(' '),
);

/** A page of the web asks for passwords as well as any program, once it is taken for a document. */
const PAGES = new Set(['htm', 'html', 'shtml', 'xhtml', 'svg']);

const wordsOf = (name: string) =>
  name
    .toLowerCase()
    .split('.')
    .map((part) => part.trim());

/** Null: nothing to fear of the name. What the bytes are is told by `otherThanSaid`. */
export function nameRisk(name: string): NameRisk | null {
  // Windows ignores dots and spaces at the end.
  const plain = withoutUnseen(name).replace(/[\s.]+$/, '');
  const parts = wordsOf(plain);
  const extension = parts.length > 1 ? (parts.at(-1) ?? '') : '';
  const runs = PROGRAMS.has(extension);
  if (!runs && !PAGES.has(extension)) return null;
  const hides = parts.slice(1, -1).some((part) => DOCUMENTS.has(part)) || /[\u202d\u202e]/.test(name);
  const padded = /\s{3,}\.[^.]*$/.test(plain);
  if (hides || padded) return 'disguised';
  return runs ? 'program' : null;
}
