namespace ImageSearch.Engine.Search;

/// <summary>Limits the queries that run or wait, so that further ones are refused instead of filling the memory.</summary>
internal sealed class QueryQueue(int capacity)
{
    private int _count;

    /// <exception cref="LibraryException">The queue is full.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> query)
    {
        try
        {
            if (Interlocked.Increment(ref _count) > capacity)
                throw Full();
            return await query().ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }

    private static LibraryException Full() => new(LibraryErrorKind.TooMany, "Too many queries are waiting. Try again in a moment.", "queue-full")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };
}
