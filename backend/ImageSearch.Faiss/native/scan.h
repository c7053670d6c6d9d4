// Comparing a query with every row.
#pragma once

#include <faiss/IndexFlatCodes.h>

#include "filter.h"

namespace isf {

// The k best rows for one query, best first, as FAISS gives them: -1 fills the rest. A single query uses all threads,
// which FAISS's own scan of compressed rows does not.
void scan(const faiss::IndexFlatCodes& rows, const RowsOf* allowed, const float* query, int64_t k, float* scores, int64_t* found);

// How many rows score at least `min_score`, where higher is better.
int64_t count_at_least(const faiss::IndexFlatCodes& rows, const RowsOf* allowed, const float* query, float min_score);

}  // namespace isf
