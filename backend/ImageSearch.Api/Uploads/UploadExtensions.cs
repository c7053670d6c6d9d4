using ImageSearch.Api.Hosting;

namespace ImageSearch.Api.Uploads;

internal static class UploadExtensions
{
    public static void AddUploads(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<UploadOptions>(UploadOptions.Section);
        builder.Services.AddSingleton<UploadReader>();
    }
}
