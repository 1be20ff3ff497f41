using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NasPipelines.Cluster.Grains;

namespace NasPipelines.Cluster.Pages;

/// <summary>
/// The page of a silo: runs, silos, and a button that cancels. It has no script at all and takes nothing from elsewhere; whoever has the
/// token may see it, as the password of any name.
/// </summary>
internal static class StatusPage
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private const string Seconds = "5";

    /// <summary>The server; it listens to nobody where there is no port.</summary>
    public static void AddTo(WebApplicationBuilder builder, IPAddress address, int? port)
    {
        builder.Services.AddRoutingCore();
        if (port is not { } asked)
        {
            builder.WebHost.UseServer(new NoServer());
            return;
        }

        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address, asked);
        });
    }

    /// <summary>The page and what its form calls.</summary>
    public static void Map(WebApplication host, string token)
    {
        host.Use((context, next) => Guard(context, next, token));
        host.UseRouting();
        host.MapGet("/", async (HttpContext context, IGrainFactory grains) =>
        {
            context.Response.Headers["Refresh"] = Seconds;
            context.Response.ContentType = "text/html; charset=utf-8";
            var runs = grains.GetGrain<IRunsGrain>(0);
            await context.Response.WriteAsync(PageText.Of(await runs.Runs(), await runs.Silos()));
        });
        host.MapGet("/style.css", (HttpContext context) =>
        {
            context.Response.ContentType = "text/css";
            return context.Response.WriteAsync(PageText.Style);
        });
        host.MapPost("/runs/{run}/cancel", async (HttpContext context, string run, IGrainFactory grains) =>
        {
            await grains.GetGrain<IRunGrain>(run).Cancel();
            context.Response.Redirect("/");
        });
    }

    private static Task Guard(HttpContext context, RequestDelegate next, string token)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        if (!IsKnown(context.Request, token))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            headers.WWWAuthenticate = "Basic realm=\"the cluster's token as password\", charset=\"UTF-8\"";
            return Task.CompletedTask;
        }

        // A browser sends what it knows with forms of other pages too.
        if (!HttpMethods.IsGet(context.Request.Method) && IsOfAnotherPage(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return next(context);
    }

    private static bool IsOfAnotherPage(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
            ? site != "same-origin"
            : request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != $"{request.Scheme}://{request.Host}";

    private static bool IsKnown(HttpRequest request, string token)
    {
        var given = request.Headers.Authorization.ToString().Split(' ', 2) switch
        {
            ["Bearer", var bearer] => bearer,
            ["Basic", var basic] => Password(basic),
            _ => null,
        };
        return given is not null && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(token)));
    }

    private static string? Password(string basic)
    {
        var bytes = new byte[basic.Length];
        return Convert.TryFromBase64String(basic, bytes, out var count)
            && Encoding.UTF8.GetString(bytes, 0, count).Split(':', 2) is [_, var password]
                ? password
                : null;
    }
}
