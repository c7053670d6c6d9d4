namespace ImageSearch.Engine.Pictures;

/// <content>Names and labels. All values are checked and cleaned here, for every caller.</content>
public sealed partial class LibraryImages
{
    /// <summary>Changes one picture.</summary>
    /// <returns>The changed picture.</returns>
    /// <exception cref="LibraryException">There is no such picture.</exception>
    /// <exception cref="LibraryException">A category or tag is not valid.</exception>
    public async Task<ImageRecord> UpdateAsync(long id, ImageChange change, CancellationToken cancellationToken)
    {
        var labels = change with
        {
            Category = change.Category is null ? null : Label.Clean(change.Category) ?? "",
            Tags = change.Tags is null ? null : Label.CleanTags(change.Tags),
        };
        await EditEachAsync(
            new ImageSelection.ByIds([id]),
            image => labels with { Name = change.Name is null ? null : ImageName.Clean(change.Name, fallback: image.Name) },
            cancellationToken).ConfigureAwait(false);
        return await Catalog.GetAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives pictures a category; null removes it.</summary>
    /// <exception cref="LibraryException">The category is not valid.</exception>
    public Task<BulkResult> CategorizeAsync(ImageSelection selection, string? category, CancellationToken cancellationToken)
    {
        var change = new ImageChange(null, Label.Clean(category) ?? "", null);
        return EditEachAsync(selection, _ => change, cancellationToken);
    }

    /// <summary>
    /// Gives each picture the category in its name (<see cref="NameCategory"/>). Pictures without one keep their category and are not
    /// counted.
    /// </summary>
    public Task<BulkResult> CategorizeByNameAsync(ImageSelection selection, CancellationToken cancellationToken) => EditEachAsync(
        selection, image => NameCategory.Of(image.Name) is { } category ? new ImageChange(null, category, null) : null, cancellationToken);

    /// <summary>
    /// Renames pictures. Each category has its own numbers, in the listed order of the ids; for a filter, in the order in which the
    /// pictures were added.
    /// </summary>
    /// <param name="start">The first number of each category.</param>
    public Task<BulkResult> RenameAsync(
        ImageSelection selection,
        RenamePattern pattern,
        int start,
        CancellationToken cancellationToken) => _pictures.EditAsync(
        selection,
        images =>
        {
            var next = new Dictionary<string, int>(StringComparer.Ordinal);
            return InOrder(images, selection).Select(Rename).ToList();

            ImageEdit Rename(ImageLabels image)
            {
                var number = next.GetValueOrDefault(image.Category ?? "", start);
                next[image.Category ?? ""] = number + 1;
                var name = ImageName.Clean(pattern.NameOf(image.Id, image.Name, image.Category, number), fallback: image.Name);
                return new ImageEdit(image.Id, new ImageChange(name, null, null));
            }
        },
        cancellationToken);

    /// <summary>Removes and adds tags.</summary>
    /// <exception cref="LibraryException">A tag is not valid, or a picture would have more than <see cref="Label.MaxTags"/>.</exception>
    public Task<BulkResult> TagAsync(
        ImageSelection selection,
        IEnumerable<string> add,
        IEnumerable<string> remove,
        CancellationToken cancellationToken)
    {
        var (added, removed) = (Label.CleanTags(add), Label.CleanTags(remove));
        return EditEachAsync(selection, image => new ImageChange(null, null, Tags(image)), cancellationToken);

        List<string> Tags(ImageLabels image)
        {
            var tags = image.Tags.Except(removed).Union(added).ToList();
            return tags.Count <= Label.MaxTags
                ? tags
                : throw new LibraryException(
                    LibraryErrorKind.Invalid,
                    $"Picture {image.Id} would carry {tags.Count} tags; {Label.MaxTags} are allowed.");
        }
    }

    private Task<BulkResult> EditEachAsync(ImageSelection selection, Func<ImageLabels, ImageChange?> change, CancellationToken cancellationToken) =>
        _pictures.EditAsync(
            selection,
            images => images.Select(image => (image.Id, Change: change(image))).Where(edit => edit.Change is not null)
                .Select(edit => new ImageEdit(edit.Id, edit.Change!)).ToList(),
            cancellationToken);

    private static IEnumerable<ImageLabels> InOrder(IReadOnlyList<ImageLabels> images, ImageSelection selection)
    {
        if (selection is not ImageSelection.ByIds(var ids))
            return images;
        var byId = images.ToDictionary(image => image.Id);
        return ids.Distinct().Where(byId.ContainsKey).Select(id => byId[id]);
    }
}
