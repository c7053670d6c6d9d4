// Comparing a query with every row.
#pragma once

#include <faiss/IndexFlatCodes.h>

#include "filter.h"

namespace isf {

// The k best rows for one query, best first, in FAISS's format: -1 fills the remaining places. A single query uses all threads, unlike
// FAISS's own scan of compressed rows.
void scan(const faiss::IndexFlatCodes& rows, const RowsOf* allowed, const float* query, int64_t k, float* scores, int64_t* found);

// The number of rows that score at least `min_score`, if higher is better.
int64_t count_at_least(const faiss::IndexFlatCodes& rows, const RowsOf* allowed, const float* query, float min_score);

}  // namespace isf
