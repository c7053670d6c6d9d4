using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Providers.Memory;

internal sealed class MemoryRemoval(MemoryTables tables, MemoryFiles files) : IRemoval
{
    public async Task<BulkResult> RemoveAsync(ImageSelection selection, Func<Task> removed, CancellationToken cancellationToken)
    {
        var result = await tables.WriteAsync(() =>
        {
            var gone = tables.Select(selection);
            foreach (var image in gone)
            {
                tables.Images.Remove(image.Id);
                foreach (var rows in tables.Embeddings.Values)
                    rows.Remove(image.Id);
            }

            var contents = gone.Select(image => image.Sha256).ToHashSet();
            contents.ExceptWith(tables.Images.Values.Select(image => image.Sha256));
            foreach (var file in tables.Imports.Keys.Where(file => contents.Contains(file.Sha256)).ToList())
                tables.Imports.Remove(file);
            foreach (var content in contents)
                files.Remove(content);
            return MemoryRows.Result(selection, gone.Count, gone.Count);
        });
        await removed();
        return result;
    }
}
