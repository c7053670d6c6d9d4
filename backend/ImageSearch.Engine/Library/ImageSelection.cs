namespace ImageSearch.Engine.Library;

/// <summary>The pictures that a bulk action is about: either listed by id or described by a filter.</summary>
public abstract record ImageSelection
{
    private ImageSelection()
    {
    }

    public sealed record ByIds(IReadOnlyCollection<long> Ids) : ImageSelection;

    public sealed record ByFilter(ImageFilter Filter) : ImageSelection;
}

/// <summary>What a bulk action did.</summary>
/// <param name="Changed">Pictures that it applied to.</param>
/// <param name="Missing">Ids asked for that the library does not have; 0 for a filter.</param>
public sealed record BulkResult(int Changed, int Missing);
