/** Arrow keys move between cards: up and down in a column, left and right to the nearest card of the next one. */
export function moveWithArrows(canvas: HTMLElement): void {
  canvas.addEventListener("keydown", (event) => {
    const { target: from, key } = event;
    const direction = DIRECTIONS[key];
    if (direction === undefined || !(from instanceof HTMLElement) || !from.classList.contains("card")) {
      return;
    }
    const start = from.getBoundingClientRect();
    const [x, y] = direction;
    const candidates = [...canvas.querySelectorAll<HTMLElement>(".card")].flatMap((card) => {
      const place = card.getBoundingClientRect();
      const [right, down] = [place.x - start.x, place.y - start.y];
      const isThere = x === 0 ? right === 0 && down * y > 0 : right * x > 0;
      return isThere ? [{ card, distance: Math.abs(right) * 10 + Math.abs(down) }] : [];
    });
    const [nearest] = candidates.sort((one, other) => one.distance - other.distance);
    if (nearest !== undefined) {
      event.preventDefault();
      nearest.card.focus();
    }
  });
}

const DIRECTIONS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};
