using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NasPipelines.Cluster.Stores;
using Npgsql;
using Orleans.Messaging;
using StackExchange.Redis;

namespace NasPipelines.Cluster.Connections;

/// <summary>How silos and clients find each other, and where runs are kept, by a text.</summary>
internal abstract class ClusterConnection
{
    /// <summary>The file of members and runs of a machine, where no other is named.</summary>
    public const string Local = "local";

    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(5);

    /// <summary>The text without a password, for people.</summary>
    public abstract string Shown { get; }

    /// <summary>Reads a text.</summary>
    /// <exception cref="ArgumentException">It is no connection; the message says what there is.</exception>
    public static ClusterConnection Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text switch
        {
            Local => new OfDatabase(SqlDatabase.Sqlite(LocalFile.Default), $"{Local}:{LocalFile.Default}"),
            _ when text.StartsWith("local:", StringComparison.Ordinal) && text.Length > 6 =>
                new OfDatabase(SqlDatabase.Sqlite(text[6..]), text),
            _ when Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "redis" or "rediss" => OfRedis(uri),
            _ when Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "postgres" or "postgresql" => OfPostgres(uri),
            _ when Gateways(text) is { Length: > 0 } gateways => new OfGateways(gateways, text),
            _ => throw new ArgumentException(
                "Connection must be local (one machine), local:FILE, redis://HOST:PORT, postgres://USER:PASSWORD@HOST/DATABASE, "
                + $"or for a client the addresses of silos as HOST:PORT,HOST:PORT (was '{text}')."),
        };
    }

    /// <summary>What is wrong with a text; null where nothing is.</summary>
    public static string? FaultOf(string text)
    {
        try
        {
            Parse(text);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    /// <summary>Lets a silo find the others and keep runs.</summary>
    /// <exception cref="ArgumentException">There is no place to keep members in.</exception>
    public abstract void Configure(ISiloBuilder silo);

    /// <summary>Lets a client find silos.</summary>
    public abstract void Configure(IClientBuilder client);

    private static IPEndPoint[]? Gateways(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var ends = parts.Select(part => part.StartsWith("localhost:", StringComparison.Ordinal) ? "127.0.0.1" + part[9..] : part)
            .Select(part => IPEndPoint.TryParse(part, out var end) && end.Port > 0 ? end : null).OfType<IPEndPoint>().ToArray();
        return ends.Length == parts.Length ? ends : null;
    }

    private static OfRedisServer OfRedis(Uri uri)
    {
        var options = new ConfigurationOptions
        {
            AbortOnConnectFail = false,
            Ssl = uri.Scheme == "rediss",
            DefaultDatabase = uri.AbsolutePath.Length > 1 && int.TryParse(uri.AbsolutePath[1..], out var number) ? number : 0,
        };
        options.EndPoints.Add(uri.Host, uri.Port > 0 ? uri.Port : 6379);
        if (uri.UserInfo.Split(':', 2) is [var user, var password])
        {
            (options.User, options.Password) = (user.Length > 0 ? Uri.UnescapeDataString(user) : null, Uri.UnescapeDataString(password));
        }

        return new(options, $"{uri.Scheme}://{uri.Host}:{(uri.Port > 0 ? uri.Port : 6379)}{uri.AbsolutePath}");
    }

    private static OfDatabase OfPostgres(Uri uri)
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            MaxPoolSize = 8,
            Timeout = 10,
        };
        if (uri.UserInfo.Length > 0)
        {
            var parts = uri.UserInfo.Split(':', 2);
            builder.Username = Uri.UnescapeDataString(parts[0]);
            builder.Password = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : null;
        }

        foreach (var setting in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = setting.Split('=', 2);
            builder[Uri.UnescapeDataString(pair[0])] = Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "");
        }

        return new(SqlDatabase.Postgres(builder.ToString()), $"postgres://{uri.Host}:{builder.Port}/{builder.Database}");
    }

    private sealed class OfDatabase(SqlDatabase database, string shown) : ClusterConnection
    {
        public override string Shown => shown;

        public override void Configure(ISiloBuilder silo) => silo.Services
            .AddSingleton<IMembershipTable>(new SqlMembership(database))
            .AddSingleton<IRunStore>(new ReachableStore(new SqlRunStore(database)));

        public override void Configure(IClientBuilder client) =>
            client.Services.AddSingleton<IGatewayListProvider>(new SqlGateways(new(database), Refresh));
    }

    private sealed class OfRedisServer(ConfigurationOptions options, string shown) : ClusterConnection
    {
        public override string Shown => shown;

        public override void Configure(ISiloBuilder silo)
        {
            silo.UseRedisClustering(redis => redis.ConfigurationOptions = options);
            silo.Services.AddSingleton(new RedisRunStore(options))
                .AddSingleton<IRunStore>(services => new ReachableStore(services.GetRequiredService<RedisRunStore>()));
        }

        public override void Configure(IClientBuilder client) =>
            client.UseRedisClustering(redis => redis.ConfigurationOptions = options);
    }

    private sealed class OfGateways(IPEndPoint[] gateways, string shown) : ClusterConnection
    {
        public override string Shown => shown;

        public override void Configure(ISiloBuilder silo) => throw new ArgumentException(
            $"'{shown}' tells clients where silos are; a silo needs local, redis://… or postgres://… to find the others.");

        public override void Configure(IClientBuilder client) => client.UseStaticClustering(gateways);
    }
}
