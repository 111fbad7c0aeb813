"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.emulators = emulators;
const emulator_1 = require("../../src/emulator");
/** Starts emulators that are closed when the test that started them ends. */
function emulators() {
    const running = [];
    afterEach(async () => {
        await Promise.all(running.splice(0).map((emulator) => emulator.close()));
    });
    return async (options) => {
        const emulator = await (0, emulator_1.startEmulator)(options);
        running.push(emulator);
        return emulator;
    };
}
