import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import puppeteer from 'puppeteer-core';
import { EXECUTABLE, flagsFor } from './browser.mjs';

const SCREEN = ':77';
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Does what a user does: browses, then opens chrome://net-export, starts a log in the save dialog, browses on, and stops
 * it. Connections that were there before have no beginning in such a log. The dialog is a window of the system, so this
 * takes Xvfb, openbox and xdotool.
 */
export async function exportLog({ before, after, rules, spki, logFile }) {
  const profile = await mkdtemp(path.join(os.tmpdir(), 'record-netlog-'));
  const env = { ...process.env, DISPLAY: SCREEN };
  const screen = spawn('Xvfb', [SCREEN, '-screen', '0', '1200x900x24', '-nolisten', 'tcp'], {
    stdio: 'ignore',
  });
  await pause(1500);
  const windows = spawn('openbox', [], { stdio: 'ignore', env });
  await pause(500);
  const xdotool = (...words) => execFileSync('xdotool', words, { env, encoding: 'utf8' });
  const browser = await puppeteer.launch({
    executablePath: EXECUTABLE,
    headless: false,
    pipe: true,
    userDataDir: profile,
    env,
    args: [...flagsFor({ rules, spki }), '--disable-quic', '--ozone-platform=x11'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(before);
    const exporter = await browser.newPage();
    await exporter.goto('chrome://net-export/');
    await exporter.evaluate(() => document.querySelector('#start-logging')?.click());
    const dialog = xdotool('search', '--sync', '--onlyvisible', '--name', 'Save File').trim().split('\n')[0];
    xdotool('windowactivate', '--sync', dialog);
    await pause(1000);
    xdotool('key', 'ctrl+a');
    xdotool('type', '--delay', '20', logFile);
    await pause(1000);
    // The dialog's "Save" is its lower right corner.
    const size = xdotool('getwindowgeometry', '--shell', dialog);
    const [width, height] = ['WIDTH', 'HEIGHT'].map((name) =>
      Number(new RegExp(`${name}=(\\d+)`).exec(size)?.[1]),
    );
    xdotool('mousemove', '--window', dialog, String(width - 50), String(height - 28), 'click', '1');
    await pause(1500);
    await page.bringToFront();
    await page.evaluate(
      (urls) =>
        Promise.all(
          urls.map(
            (url) =>
              new Promise((resolve) => {
                const image = new Image();
                image.onload = image.onerror = resolve;
                image.src = url;
              }),
          ),
        ),
      after,
    );
    await pause(700);
    await exporter.bringToFront();
    await exporter.evaluate(() => document.querySelector('#stop-logging')?.click());
    await pause(1500);
  } finally {
    await browser.close();
    windows.kill();
    screen.kill();
    await rm(profile, { recursive: true, force: true });
  }
}
