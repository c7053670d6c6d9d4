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

    /// <summary>The ids of all pictures, in the order in which they were added; at most 500.</summary>
    public async Task<int[]> IdsAsync()
    {
        var page = await _client.GetFromJsonAsync<JsonNode>("api/v1/images?sort=added&order=asc&limit=500");
        return [.. page!["items"]!.AsArray().Select(image => image!["id"]!.GetValue<int>())];
    }

    /// <summary>Removes every picture and waits until no work is left.</summary>
    public async Task EmptyAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(ImageSearchPage.Patience));
        while ((await _client.GetFromJsonAsync<JsonNode>("api/v1/jobs", limit.Token))!["items"]!.AsArray()
            .Any(job => job!["state"]!.GetValue<string>() is "queued" or "running"))
        {
            await Task.Delay(20, limit.Token);
        }

        using var answer = await _client.PostAsJsonAsync("api/v1/images/delete", new { filter = new { } }, limit.Token);
        answer.EnsureSuccessStatusCode();
        await WaitUntilIndexedAsync(0);
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
