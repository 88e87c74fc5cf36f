// Loaded into the service before anything else: tells over a local socket what the process has used.
import { createServer } from 'node:http';
import { isMainThread } from 'node:worker_threads';

const TICK_MS = 5;
const millis = ({ user, system }) => (user + system) / 1000;

if (isMainThread) {
  let last = process.threadCpuUsage(); let longest = 0;
  // Between two ticks lies one turn of the event loop: its CPU bounds the longest task in it.
  const tick = () => {
    const now = process.threadCpuUsage();
    longest = Math.max(longest, millis(now) - millis(last));
    last = now;
  };
  setInterval(tick, TICK_MS).unref();
  const used = () => {
    const said = { cpu: millis(process.cpuUsage()), mainThread: millis(process.threadCpuUsage()), rssMb: process.memoryUsage.rss() / 2 ** 20, peakMb: process.resourceUsage().maxRSS / 1024, longestTurn: longest };
    longest = 0;
    return said;
  };
  createServer((request, response) => response.end(JSON.stringify(used()))).listen(new URL(import.meta.url).searchParams.get('socket')).unref();
}
