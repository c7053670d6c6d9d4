using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ImageSearch.BrowserTests.Browser;
using Microsoft.Playwright;

namespace ImageSearch.BrowserTests.Stack;

/// <summary>Prepares a library through the HTTP interface, for tests that examine what follows.</summary>
internal sealed class Service(Uri page) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = page };

    /// <summary>Adds paintings by their numbers, in one request.</summary>
    public Task AddAsync(string? category, IEnumerable<int> seeds) => AddAsync(category, seeds.Select(Paintings.File));

    public async Task AddAsync(string? category, IEnumerable<FilePayload> files)
    {
        using var form = new MultipartFormDataContent();
        if (category is not null)
            form.Add(new StringContent(category), "category");
        foreach (var file in files)
            form.Add(new ByteArrayContent(file.Buffer), "files", file.Name);
        using var answer = await _client.PostAsync("api/v1/images", form);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Gives pictures a category, or removes it if <paramref name="category"/> is null.</summary>
    public async Task CategorizeAsync(string? category, IEnumerable<int> ids)
    {
        using var answer = await _client.PostAsJsonAsync("api/v1/images/categorize", new { ids, category });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Waits until the service can search so many pictures.</summary>
    public async Task WaitUntilIndexedAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(ImageSearchPage.Patience));
        while ((await _client.GetFromJsonAsync<JsonNode>("api/v1/index", limit.Token))!["indexed"]!.GetValue<int>() != count)
            await Task.Delay(50, limit.Token);
    }

    public void Dispose() => _client.Dispose();
}
