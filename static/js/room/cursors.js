/** From where a room page continues: what it shows already. */
export function cursorsOf(/** @type {HTMLElement} */ root) {
  const { stream, epoch = "", seq, dialogueStream, dialogueEpoch = "", dialogueSeq } = root.dataset;
  return [
    { stream: Number(stream), epoch, seq: Number(seq) },
    { stream: Number(dialogueStream), epoch: dialogueEpoch, seq: Number(dialogueSeq) },
  ];
}
