using System.Globalization;
using ImageSearch.Cli.Contracts;
using ImageSearch.Engine.Library;
using ImageSearch.Engine.Library.Importing;
using ImageSearch.Engine.Search;
using ImageSearch.Imaging;

namespace ImageSearch.Cli.Libraries;

/// <summary>The library behind a running server, over its HTTP interface.</summary>
internal sealed class LibraryOnServer : ILibraryClient
{
    private const string Images = "api/v1/images";

    private readonly ServerConnection _server;
    private Dictionary<string, Picture>? _known;

    public LibraryOnServer(Uri address)
    {
        _server = new ServerConnection(address);
        Jobs = new JobsOnServer(_server);
    }

    public bool IsMoving => false;

    public IJobClient Jobs { get; }

    public async Task<Upload> AddAsync(IReadOnlyList<string> paths, AddOptions options, bool many, CancellationToken cancellationToken)
    {
        var results = new UploadResult?[paths.Count];
        var sent = new List<int>();
        using var form = new UploadForm();
        for (var i = 0; i < paths.Count; i++)
        {
            try
            {
                if (many && await FindAsync(paths[i], cancellationToken) is { } known)
                {
                    results[i] = new UploadResult(paths[i], AddResult.Duplicate, known);
                    continue;
                }

                form.File("files", paths[i]);
                sent.Add(i);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                results[i] = UploadResult.Rejected(paths[i], Problem.Unreadable(exception));
            }
        }

        if (sent.Count > 0)
        {
            form.Field("category", options.Category);
            form.Field("tags", string.Join(',', options.Tags));
            form.Field("onDuplicate", options.OnDuplicate.ToString().ToLowerInvariant());
            var upload = await _server.SendAsync<Upload>(HttpMethod.Post, Images, form, cancellationToken, orRefusal: true);
            if (upload.Results.Count != sent.Count)
                throw new CliException(ExitCode.NotReady, $"The server was sent {sent.Count} files and answers for {upload.Results.Count}. Check its version and its log.");
            foreach (var (index, result) in sent.Zip(upload.Results))
                results[index] = result with { Name = paths[index] };
        }

        return Upload.Of(results!);
    }

    public async Task<Found> SearchAsync(string path, CropRegion? crop, SearchScope scope, CancellationToken cancellationToken)
    {
        using var form = new UploadForm();
        form.File("file", path);
        form.Scope(scope, crop);
        return await _server.SendAsync<Found>(HttpMethod.Post, "api/v1/search", form, cancellationToken);
    }

    public Task<Found> SimilarAsync(long id, CropRegion? crop, SearchScope scope, CancellationToken cancellationToken) =>
        _server.GetAsync<Found>($"{Images}/{id}/similar?{FilterText.Query(UploadForm.FieldsOf(scope, crop))}", cancellationToken);

    public Task<PicturePage> ListAsync(ImagePageRequest request, CancellationToken cancellationToken)
    {
        var query = FilterText.Query(
        [
            ("limit", request.Limit.ToString(CultureInfo.InvariantCulture)),
            ("cursor", request.Cursor),
            ("sort", request.Sort.ToString().ToLowerInvariant()),
            ("order", request.Descending ? "desc" : "asc"),
            .. new FilterText(request.Filter).Fields(),
        ]);
        return _server.GetAsync<PicturePage>($"{Images}?{query}", cancellationToken);
    }

    public Task<Picture> RenameAsync(long id, string name, CancellationToken cancellationToken) =>
        _server.SendAsync<Picture>(
            HttpMethod.Patch, $"{Images}/{id}", System.Net.Http.Json.JsonContent.Create(new { name }, options: Json.Options), cancellationToken);

    public Task<Bulk> RenameAsync(ImageSelection selection, string pattern, int start, CancellationToken cancellationToken) =>
        BulkAsync("rename", BulkRequest.Of(selection) with { Pattern = pattern, Start = start }, cancellationToken);

    public Task<Bulk> CategorizeAsync(ImageSelection selection, string? category, CancellationToken cancellationToken) =>
        BulkAsync("categorize", BulkRequest.Of(selection) with { Category = category }, cancellationToken);

    public Task<Bulk> CategorizeByNameAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        BulkAsync("categorize", BulkRequest.Of(selection) with { From = "name" }, cancellationToken);

    public Task<Bulk> TagAsync(ImageSelection selection, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellationToken) =>
        BulkAsync("tag", BulkRequest.Of(selection) with { Add = add, Remove = remove }, cancellationToken);

    public Task<Bulk> DeleteAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        BulkAsync("delete", BulkRequest.Of(selection), cancellationToken);

    public Task<Bulk> RetryAsync(ImageSelection selection, CancellationToken cancellationToken) =>
        BulkAsync("retry", BulkRequest.Of(selection), cancellationToken);

    public Task<Job> StartImportAsync(ImportRequest request, CancellationToken cancellationToken) => _server.PostAsync<Job>(
        "api/v1/imports",
        new ImportOrder(
            request.Path, request.Recursive, request.Categories.ToString().ToLowerInvariant(), request.Store.ToString().ToLowerInvariant(), request.Tags),
        cancellationToken);

    public Task<Job> UseModelAsync(string id, bool keepOld, CancellationToken cancellationToken) =>
        _server.PostAsync<Job>($"api/v1/models/{Uri.EscapeDataString(id)}/use", new { keepOld }, cancellationToken);

    public Task<IndexState> IndexAsync(CancellationToken cancellationToken) => _server.GetAsync<IndexState>("api/v1/index", cancellationToken);

    public Task<Stats> StatsAsync(CancellationToken cancellationToken) => _server.GetAsync<Stats>("api/v1/stats", cancellationToken);

    public async Task<Embedding> EmbedAsync(string path, CropRegion? crop, CancellationToken cancellationToken)
    {
        using var form = new UploadForm();
        try
        {
            form.File("files", path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Embedding(path, Problem: Problem.Unreadable(exception));
        }

        form.Field("crop", crop?.ToString());
        var answer = await _server.SendAsync<Items<Embedding>>(HttpMethod.Post, "api/v1/embeddings", form, cancellationToken);
        return answer.All is [var one]
            ? one with { Name = path }
            : throw new CliException(ExitCode.NotReady, $"The server was sent one file and answers for {answer.All.Count}. Check its version and its log.");
    }

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    // The catalogue is read once, because sending every file only to learn that the server has it would cost far more.
    private async Task<Picture?> FindAsync(string path, CancellationToken cancellationToken)
    {
        if (_known is null)
        {
            _known = [];
            await foreach (var picture in this.PicturesAsync(ImageFilter.All, ImageSort.Added, descending: false, cancellationToken))
                _known.TryAdd(picture.Sha256, picture);
        }

        return await FileIntake.HashAsync(path, cancellationToken) is { } sha256 ? _known.GetValueOrDefault(sha256) : null;
    }

    private Task<Bulk> BulkAsync(string action, BulkRequest request, CancellationToken cancellationToken) =>
        _server.PostAsync<Bulk>($"{Images}/{action}", request, cancellationToken);
}
