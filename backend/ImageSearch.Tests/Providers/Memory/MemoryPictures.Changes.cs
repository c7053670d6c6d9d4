using ImageSearch.Engine.Intake;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Providers.Memory;

/// <content>Changes.</content>
internal sealed partial class MemoryPictures
{
    public Task<BulkResult> EditAsync(
        ImageSelection selection, Func<IReadOnlyList<ImageLabels>, IReadOnlyList<ImageEdit>> edit, CancellationToken cancellationToken) =>
        tables.WriteAsync(() =>
        {
            var images = tables.Select(selection).Select(image => new ImageLabels(image.Id, image.Name, image.Category, image.Tags)).ToList();
            var edits = edit(images);
            foreach (var (id, change) in edits)
                Apply(tables.Images[id], change);
            return MemoryRows.Result(selection, edits.Count, images.Count);
        });

    public Task<BulkResult> RetryAsync(ImageSelection selection, CancellationToken cancellationToken) => tables.WriteAsync(() =>
    {
        var found = tables.Select(selection);
        return MemoryRows.Result(selection, tables.Retry(found.Select(image => image.Id)), found.Count);
    });

    /// <summary>Part of a transaction.</summary>
    public ImageRecord Add(NewImage image, DateTimeOffset now)
    {
        var id = ++tables.LastImage;
        tables.Images.Add(id, new ImageRecord
        {
            Id = id,
            Name = image.Name,
            FileName = FreeFileName(image.Name, id),
            Sha256 = image.Sha256,
            Format = image.Header.Format,
            Width = image.Header.Width,
            Height = image.Header.Height,
            Bytes = image.Bytes,
            Category = image.Category,
            Tags = Sorted(image.Tags),
            AddedAt = now,
            Status = ImageStatus.Pending,
            Problem = null,
        });
        if (tables.Shown is { } shown)
            tables.In(shown).Add(id, new MemoryEmbedding());
        if (image.Source is { } source)
            tables.Imports[(source.Path, source.Sha256)] = source;
        return tables.Show(tables.Images[id]);
    }

    private void Apply(ImageRecord image, ImageChange change) => tables.Images[image.Id] = image with
    {
        Name = change.Name ?? image.Name,
        FileName = change.Name is { } name ? FreeFileName(name, image.Id) : image.FileName,
        Category = change.Category switch { null => image.Category, "" => null, var category => category },
        Tags = change.Tags is { } tags ? Sorted(tags) : image.Tags,
    };

    private static List<string> Sorted(IEnumerable<string> tags) => tags.Distinct().Order(StringComparer.Ordinal).ToList();

    private string FreeFileName(string name, long id) => ImageName.FileNames(name, id)
        .First(candidate => !tables.Images.Values.Any(image => image.FileName == candidate && image.Id != id));
}
