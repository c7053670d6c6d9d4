using System.Text.Json.Nodes;

namespace ImageSearch.Tests.Api;

/// <summary>
/// Tests of one running service. A start takes half a second, so all tests of a fixture share it; each test uses its own pictures.
/// </summary>
internal abstract class ServiceFixture
{
    private protected Service Service { get; private set; } = null!;

    protected HttpClient Http => Service.Http;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Service = Create();
        await FillAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        try
        {
            await Tidiness.AssertAsync(Service);
        }
        finally
        {
            await Service.DisposeAsync();
        }
    }

    private protected virtual Service Create() => new();

    /// <summary>The pictures that all tests of the fixture find in the library.</summary>
    protected virtual Task FillAsync() => Task.CompletedTask;

    protected Task<JsonNode> GetAsync(string path) => Http.ReadAsync(path);

    /// <summary>Uploads one picture, waits until it is no longer pending, and returns it.</summary>
    protected async Task<JsonNode> AddAsync(string name, byte[] bytes, string? category = null, string? tags = null)
    {
        var form = Multipart.Of((name, bytes)).Field("category", category ?? "").Field("tags", tags ?? "").Field("onDuplicate", "keep");
        var upload = await Http.SendAsync(HttpMethod.Post, "/api/v1/images", form.ToContent(), 201);
        await Http.WaitUntilIndexedAsync();
        return await GetAsync($"/api/v1/images/{upload["results"]![0]!["image"]!["id"]}");
    }
}
