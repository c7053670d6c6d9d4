using ImageSearch.Engine.Embedding;

namespace ImageSearch.Engine.Spaces;

/// <summary>Finds a model file again: where it was, where the settings say that it is now, or under another name among the models.</summary>
internal sealed class ModelFinder(ModelLocator locator)
{
    /// <summary>Null where no file with these contents is to be found.</summary>
    public async Task<ModelFile?> FindAsync(KnownModel model, CancellationToken cancellationToken)
    {
        foreach (var path in Candidates(model))
        {
            try
            {
                if (await locator.DescribeAsync(path, model.Id, cancellationToken).ConfigureAwait(false) is var file && file.Sha256 == model.Sha256)
                    return file;
            }
            catch (ModelException)
            {
                // Another candidate may be readable.
            }
        }

        return null;
    }

    private IEnumerable<string> Candidates(KnownModel model)
    {
        var others = locator.Folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.onnx", SearchOption.AllDirectories));
        string[] first = locator.GivenPath is { } given ? [model.Path, given] : [model.Path];
        return first.Concat(others).Where(path => File.Exists(path) && new FileInfo(path).Length == model.Bytes);
    }
}
