package io.tokenkeep.kit.ids;

/**
 * A set of 128-bit ids that only grows: two longs a place, open addressing with linear probing, and at least half of the
 * places in use once it has grown. So an id costs 20 to 32 bytes, where an entry of a hash map with a string costs 144. The
 * ids must be spread evenly, as hashes are. One thread at a time.
 */
final class IdSet {

    private static final int LONGS = 2;
    private static final int FIRST_PLACES = 4;

    /** Used places of ten; above that, linear probing is slow. */
    private static final int MOST_OF_TEN = 8;

    private static final int TEN = 10;

    private long[] places = new long[LONGS * FIRST_PLACES];
    private int size;
    /** Two zeros stand for a free place, so the id of zeros is kept apart. */
    private boolean hasZero;

    /** False if the id is there already. */
    boolean add(long high, long low) {
        if (contains(high, low)) {
            return false;
        }
        if (high == 0 && low == 0) {
            hasZero = true;
        } else {
            if ((long) (size + 1) * TEN > (long) capacity() * MOST_OF_TEN) {
                grow();
            }
            put(places, high, low);
        }
        size++;
        return true;
    }

    boolean contains(long high, long low) {
        if (high == 0 && low == 0) {
            return hasZero;
        }
        int place = find(places, high, low);
        return places[place] != 0 || places[place + 1] != 0;
    }

    int size() {
        return size;
    }

    /** The heap that its places take, in bytes. */
    long bytes() {
        return (long) places.length * Long.BYTES;
    }

    private int capacity() {
        return places.length / LONGS;
    }

    /** Grows by half, so that at least half of the places are in use afterwards. */
    private void grow() {
        long[] larger = new long[LONGS * Math.addExact(capacity(), capacity() / 2)];
        for (int place = 0; place < places.length; place += LONGS) {
            if (places[place] != 0 || places[place + 1] != 0) {
                put(larger, places[place], places[place + 1]);
            }
        }
        places = larger;
    }

    private static void put(long[] places, long high, long low) {
        int place = find(places, high, low);
        places[place] = high;
        places[place + 1] = low;
    }

    /** Where the id is, or the free place where it would be. */
    private static int find(long[] places, long high, long low) {
        int capacity = places.length / LONGS;
        // The upper half as a fraction of all: the capacity need not be a power of two.
        int at = (int) (((high >>> Integer.SIZE) * capacity) >>> Integer.SIZE);
        while (true) {
            int place = at * LONGS;
            boolean free = places[place] == 0 && places[place + 1] == 0;
            if (free || (places[place] == high && places[place + 1] == low)) {
                return place;
            }
            at = at + 1 == capacity ? 0 : at + 1;
        }
    }
}
