package io.tokenkeep.wire;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions.TimestampMillisConversion;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/** A reader that has the schema and Avro, and none of our classes. */
final class PlainAvro {

    private static final int HEADER_BYTES = 10;

    private PlainAvro() {}

    static GenericRecord read(Schema schema, byte[] bytes) throws IOException {
        GenericData data = new GenericData();
        data.addLogicalTypeConversion(new TimestampMillisConversion());
        return new GenericDatumReader<GenericRecord>(schema, schema, data)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null));
    }
}
