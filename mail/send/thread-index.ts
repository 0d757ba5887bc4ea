/** Outlook's Thread-Index header ([MS-OXOMSG] 2.2.1.3): without it Outlook shows answers as new conversations. */
import { createHash } from 'node:crypto';

const HEADER_BYTES = 22;
const CHILD_BYTES = 5;
/** Longer chains add nothing that Outlook uses. */
const MAX_BYTES = HEADER_BYTES + 40 * CHILD_BYTES;

// 100-nanosecond steps since 1601, as Windows counts.
const EPOCH_OFFSET_MS = 11_644_473_600_000n;

/**
 * The header's value: the answered letter's with one more child block, or a new one derived from the id of the
 * conversation's first message, so that all our letters in it agree.
 */
export function threadIndex(options: {
  readonly parent: string | undefined;
  readonly conversation: string;
  readonly date: Date;
  readonly isReply: boolean;
}): string {
  const { conversation, date, isReply } = options;
  const parent = Buffer.from(options.parent ?? '', 'base64');
  const known = parent.length >= HEADER_BYTES && (parent.length - HEADER_BYTES) % CHILD_BYTES === 0;
  const base = known ? parent.subarray(0, MAX_BYTES) : firstBlock(conversation, date);
  const whole = known || isReply ? Buffer.concat([base, childBlock(base, date)]) : base;
  return whole.toString('base64');
}

/** 0x01, five bytes of the time, and a GUID. */
function firstBlock(conversation: string, date: Date): Buffer {
  const guid = createHash('sha256').update(conversation).digest().subarray(0, 16);
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(fileTime(date));
  return Buffer.concat([Buffer.from([0x01]), time.subarray(1, 6), guid]);
}

/** The time passed since the first block, in steps of 2^18 (short) or 2^23 (long) × 100 ns, then a byte of variety. */
function childBlock(base: Buffer, date: Date): Buffer {
  const start = base.readUIntBE(1, 5);
  const started = BigInt(start) << 16n;
  const passed = fileTime(date) - (started | (fileTime(date) & (0xffn << 56n)));
  const since = passed > 0n ? passed : 0n;
  const isShort = since < 1n << 49n;
  const steps = Number((since >> (isShort ? 18n : 23n)) & 0x7fffffffn);
  const block = Buffer.alloc(CHILD_BYTES);
  block.writeUInt32BE(isShort ? steps : (steps | 0x80000000) >>> 0);
  block[4] = createHash('sha256').update(base).update(date.toISOString()).digest()[0] ?? 0;
  return block;
}

function fileTime(date: Date): bigint {
  return (BigInt(date.getTime()) + EPOCH_OFFSET_MS) * 10_000n;
}
