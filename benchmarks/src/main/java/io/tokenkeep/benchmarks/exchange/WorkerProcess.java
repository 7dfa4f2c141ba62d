package io.tokenkeep.benchmarks.exchange;

import io.tokenkeep.benchmarks.Child;
import io.tokenkeep.exchange.ExchangeMain;

/** exchange-worker as it runs anywhere; it only ends with whoever started it. */
public final class WorkerProcess {

    private WorkerProcess() {}

    public static void main(String[] arguments) throws Exception {
        Thread worker = new Thread(() -> ExchangeMain.main(new String[] {"--config", arguments[0]}), "worker");
        worker.setDaemon(true);
        worker.start();
        Child.serve("");
        System.exit(0);
    }
}
