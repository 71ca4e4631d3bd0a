"""What the scripts of the blocks say, as they ask for it; translated in `lms/site/overlays`."""

POLL = (
    "Results",
    "Feedback",
    "Results gathered from {total} respondent.",
    "Results gathered from {total} respondents.",
)

DRAG = (
    ", draggable",
    ", draggable, grabbed",
    ", dropzone",
    "An error occurred. Unable to load drag and drop problem.",
    "Close",
    "Correct",
    "Correctly placed in: {zone_title}",
    "Drag and Drop Problem",
    (
        "Drag and Drop problems consist of draggable items and dropzones. Users should select a"
        " draggable item with their keyboard and then navigate to an appropriate dropzone to drop"
        " it."
    ),
    "Drop Targets",
    "Explanation",
    "Feedback",
    "Go to Beginning",
    "Hints:",
    "Incorrect",
    "Item Bank",
    "Items placed here: ",
    "Keyboard Help",
    (
        "Navigate using TAB and SHIFT+TAB to the appropriate dropzone and press CTRL+M once more to"
        " drop it here."
    ),
    "No items placed here",
    "Placed in: {zone_title}",
    "Press CTRL+M to select a draggable item (effectively picking it up).",
    "Press ESC if you want to cancel the drop operation (for example, to select a different item).",
    "Problem",
    "Reset",
    "Show Answer",
    "Some of your answers were not correct.",
    "Submit",
    "Submitting",
    (
        "TAB back to the list of draggable items and repeat this process until all of the draggable"
        " items have been placed on their respective dropzones."
    ),
    "This is a screen reader-friendly problem.",
    "Unknown Zone",
    "Use only TAB and SHIFT+TAB to navigate between draggable items and drop zones.",
    "You can complete this problem using only your keyboard by following the guidance below:",
    "You cannot add any more items to this zone.",
    "You have used {used} of {total} attempts.",
    "droppable",
    "{earned}/{possible} point (ungraded)",
    "{earned}/{possible} points (ungraded)",
    "{possible} point possible (ungraded)",
    "{possible} points possible (ungraded)",
)
