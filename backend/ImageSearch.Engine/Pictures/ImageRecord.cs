using ImageSearch.Imaging;

namespace ImageSearch.Engine.Pictures;

/// <summary>A picture in the catalogue.</summary>
public sealed record ImageRecord
{
    /// <summary>Positive, never reused.</summary>
    public required long Id { get; init; }

    /// <summary>The name of the uploaded file, cleaned (<see cref="ImageName"/>); not unique.</summary>
    public required string Name { get; init; }

    /// <summary>The unique name that the older endpoints use.</summary>
    public required string FileName { get; init; }

    /// <summary>SHA-256 of the original, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    public required ImageFormat Format { get; init; }

    /// <summary>Pixels, upright (after EXIF orientation).</summary>
    public required int Width { get; init; }

    /// <summary>Pixels, upright (after EXIF orientation).</summary>
    public required int Height { get; init; }

    /// <summary>Size of the original file.</summary>
    public required long Bytes { get; init; }

    public required string? Category { get; init; }

    /// <summary>In ordinal order, without duplicates.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    public required ImageStatus Status { get; init; }

    /// <summary>Why embedding failed; null unless <see cref="Status"/> is <see cref="ImageStatus.Failed"/>.</summary>
    public required string? Problem { get; init; }

    /// <summary>
    /// Files that serve as the original while the library has no copy of its own, the first few of them; empty for most pictures.
    /// </summary>
    public IReadOnlyList<ReferencedFile> References { get; init; } = [];
}
