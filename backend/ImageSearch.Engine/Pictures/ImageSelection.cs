namespace ImageSearch.Engine.Pictures;

/// <summary>The pictures of a bulk action: listed by id or described by a filter.</summary>
public abstract record ImageSelection
{
    private ImageSelection()
    {
    }

    public sealed record ByIds(IReadOnlyCollection<long> Ids) : ImageSelection;

    public sealed record ByFilter(ImageFilter Filter) : ImageSelection;
}

/// <summary>The result of a bulk action.</summary>
/// <param name="Changed">Number of pictures that it applied to.</param>
/// <param name="Missing">Number of listed ids that the library does not have; 0 for a filter.</param>
public sealed record BulkResult(int Changed, int Missing);
