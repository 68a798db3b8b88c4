import Database from 'better-sqlite3';
import express from 'express';

/**
 * The floor: a bare handler that parses the same body and makes one durable insert. Run as a
 * process of its own: `node floor.ts PORT FILE`.
 */
const [port, file] = process.argv.slice(2);
const database = new Database(file);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('create table calls (id integer primary key, body text)');
const insert = database.prepare('insert into calls (body) values (?)');
const app = express();
app.use(express.json());
app.post('/v1/sites/:site/calls', (request, response) => {
  const { lastInsertRowid } = insert.run(JSON.stringify(request.body));
  response.status(201).json({ call: { id: String(lastInsertRowid) }, token: 'none' });
});
app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
app.listen(Number(port), '127.0.0.1');
