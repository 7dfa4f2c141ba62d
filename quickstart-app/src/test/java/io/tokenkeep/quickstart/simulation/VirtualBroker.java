package io.tokenkeep.quickstart.simulation;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Dates what is written by the clock of the simulation, as a broker with LogAppendTime does. One thread. */
final class VirtualBroker {

    private final InstantSource clock;
    private long offset;

    VirtualBroker(InstantSource clock) {
        this.clock = clock;
    }

    /** As a consumer reads them, written now in this order to the only partition there is. */
    List<ConsumerRecord<byte[], byte[]>> written(List<ProducerRecord<byte[], byte[]>> records) {
        List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
        records.forEach(record -> read.add(written(record)));
        return read;
    }

    private ConsumerRecord<byte[], byte[]> written(ProducerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        return new ConsumerRecord<>(
                record.topic(),
                0,
                offset++,
                clock.millis(),
                TimestampType.LOG_APPEND_TIME,
                record.key().length,
                value == null ? -1 : value.length,
                record.key(),
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
