/** Tables as spreadsheets read and write them (RFC 4180). */
@NullMarked
package io.tokenkeep.console.csv;

import org.jspecify.annotations.NullMarked;
