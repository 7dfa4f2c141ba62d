/** Every page a person can meet, as plain HTML without scripts or anything from elsewhere. */
@NullMarked
package io.tokenkeep.callback.page;

import org.jspecify.annotations.NullMarked;
