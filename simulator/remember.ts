/** What a map has for a key; what it has not is created and kept. */
export function remember<K, V>(map: Pick<Map<K, V>, "get" | "set">, key: K, create: () => V): V {
  const value = map.get(key) ?? create();
  map.set(key, value);
  return value;
}
