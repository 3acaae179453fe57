package kakehashi.drawing;

/// Which way a picture is read.
enum Flow {
    /// From the top down: for pictures that fit the width of a page.
    DOWN,
    /// From the left to the right, since boxes with words in them are wide and low and stack well.
    RIGHT
}
