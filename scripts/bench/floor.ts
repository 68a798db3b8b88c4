import Database from 'better-sqlite3';
import type { Response } from 'express';
import express from 'express';

/**
 * The floor of every figure, as bare as Express allows: one durable insert per call, one durable
 * insert and one write per report, one look-up per caller, and streams that only hold the
 * response. Run as a process of its own: `node floor.ts PORT FILE`.
 */
const [port, file] = process.argv.slice(2);
const database = new Database(file);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('create table calls (id integer primary key, body text)');
database.exec('create table reports (id integer primary key, body text)');
const insert = database.prepare('insert into calls (body) values (?)');
const report = database.prepare('insert into reports (body) values (?)');
const find = database.prepare('select body from calls where id = ?');
const streams = new Map<string, Response>();
const app = express();
app.use(express.json());
app.post('/v1/sites/:site/calls', (request, response) => {
  const { lastInsertRowid } = insert.run(JSON.stringify(request.body));
  response.status(201).json({ call: { id: String(lastInsertRowid) }, token: 'none' });
});
app.get('/v1/calls/:id/events', (request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
  streams.set(request.params.id, response);
});
app.post('/pbx/rostelecom/call_events', (request, response) => {
  const { session_id: id } = request.body as { session_id: string };
  const body = JSON.stringify(request.body);
  report.run(body);
  streams.get(id)?.write(`event: call\ndata: ${body}\n\n`);
  response.json({ result: '0', resultMessage: '' });
});
app.post('/pbx/rostelecom/get_number_info', (request, response) => {
  const { from_number: number } = request.body as { from_number: string };
  find.get(Number(number.slice(-6)));
  response.json({ result: '1', resultMessage: 'unknown', displayName: null });
});
app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
app.listen(Number(port), '127.0.0.1');
