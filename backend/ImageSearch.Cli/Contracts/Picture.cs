using System.Text.Json.Serialization;
using ImageSearch.Engine.Library;
using ImageSearch.Imaging;

namespace ImageSearch.Cli.Contracts;

/// <summary>A picture, as the HTTP interface writes it.</summary>
/// <param name="Width">Pixels, upright; likewise <paramref name="Height"/>.</param>
/// <param name="Bytes">Size of the original.</param>
internal sealed record Picture(
    long Id,
    string Name,
    int Width,
    int Height,
    long Bytes,
    string Format,
    string Sha256,
    string? Category,
    IReadOnlyList<string> Tags,
    DateTimeOffset AddedAt,
    ImageStatus Status,
    string Url,
    string ThumbnailUrl)
{
    /// <summary>Why it failed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Problem { get; init; }

    /// <summary>Where the original lies, if the library refers to a file of an imported folder and keeps none of its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Source? Source { get; init; }

    public static Picture Of(ImageRecord image) => new(
        image.Id, image.Name, image.Width, image.Height, image.Bytes, image.Format.ApiName(), image.Sha256, image.Category, image.Tags,
        image.AddedAt, image.Status, $"/api/v1/images/{image.Id}/content", $"/api/v1/images/{image.Id}/thumbnail")
    {
        Problem = image.Problem,
        Source = ReferencedFile.Choose(image.References) is var (path, state) ? new Source(path, state) : null,
    };
}

/// <summary>An original that stays in the folder from which it was imported.</summary>
internal sealed record Source(string Path, OriginalState State);

/// <summary>One page of a list.</summary>
internal sealed record PicturePage(IReadOnlyList<Picture> Items, string? NextCursor, long Total);
