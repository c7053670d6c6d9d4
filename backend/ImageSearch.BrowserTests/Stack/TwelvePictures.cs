namespace ImageSearch.BrowserTests.Stack;

/// <summary>A library of twelve indexed pictures in two categories.</summary>
internal static class TwelvePictures
{
    public const int Total = 12;

    public static async Task FillAsync(Service service)
    {
        await service.AddAsync("left", Enumerable.Range(1, 6));
        await service.AddAsync("right", Enumerable.Range(7, 6));
        // A search before every picture is embedded would find fewer.
        await service.WaitUntilIndexedAsync(Total);
    }
}
