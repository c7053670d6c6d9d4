// What the numbers inside a loaded index say, checked before a search follows them.
#pragma once

#include <faiss/IndexIDMap.h>

namespace isf {

// Throws a Failure (ISF_INVALID_FILE) unless every id is unique and >= 0, every value is one that add() would take, and
// every link of a graph or entry of a list leads to a row that exists. Gives an IVF index its direct map.
void check_soundness(faiss::IndexIDMap2& map);

}  // namespace isf
