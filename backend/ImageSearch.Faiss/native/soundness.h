// Checks the values inside a loaded index before a search uses them.
#pragma once

#include <faiss/IndexIDMap.h>

namespace isf {

// Throws a Failure (ISF_INVALID_FILE) unless every id is unique and >= 0, add() would accept every value, and every link of a graph or
// entry of a list points to an existing row. Creates the direct map of an IVF index.
void check_soundness(faiss::IndexIDMap2& map);

}  // namespace isf
