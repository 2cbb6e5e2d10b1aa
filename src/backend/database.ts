/** IndexedDB, one operation at a time. A database has one store; its first use makes it. Rejects where the browser refuses. */
export interface Table {
  database: string;
  store: string;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function open({ database, store }: Table): Promise<IDBDatabase> {
  const request = indexedDB.open(database, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(store);
  return settled(request);
}

/** Resolves when the transaction has been committed. */
export async function inStore<T>(
  table: Table,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open(table);
  try {
    const transaction = database.transaction(table.store, mode);
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    const result = await settled(work(transaction.objectStore(table.store)));
    await done;
    return result;
  } finally {
    database.close();
  }
}
