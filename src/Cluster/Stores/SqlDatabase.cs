using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace NasPipelines.Cluster.Stores;

/// <summary>A database of the cluster: an SQLite file of one machine, or PostgreSQL; both understand the statements.</summary>
internal sealed class SqlDatabase
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS nas_version(id INTEGER PRIMARY KEY, version INTEGER NOT NULL);
        INSERT INTO nas_version(id, version) VALUES(0, 0) ON CONFLICT DO NOTHING;
        CREATE TABLE IF NOT EXISTS nas_member(silo TEXT PRIMARY KEY, etag INTEGER NOT NULL, entry TEXT NOT NULL, alive TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS nas_run(id TEXT PRIMARY KEY, header TEXT NOT NULL, architectures TEXT NOT NULL, saved BYTEA NOT NULL);
        CREATE TABLE IF NOT EXISTS nas_row(run TEXT NOT NULL, place INTEGER NOT NULL, bytes BYTEA NOT NULL, PRIMARY KEY(run, place));
        """;

    private readonly Func<DbConnection> _connect;
    private volatile bool _made;

    private SqlDatabase(Func<DbConnection> connect) => _connect = connect;

    /// <summary>A file of this machine.</summary>
    public static SqlDatabase Sqlite(string path)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString();
        return new(() =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new SqliteConnection(text);
        });
    }

    /// <summary>A database of a PostgreSQL server.</summary>
    public static SqlDatabase Postgres(string connection) => new(() => new NpgsqlConnection(connection));

    /// <summary>Runs statements in a transaction.</summary>
    public async Task<T> Do<T>(Func<SqlSession, Task<T>> work)
    {
        if (!_made)
        {
            await Make().ConfigureAwait(false);
        }

        await using var connection = _connect();

        // SQLite's own calls do not yield.
        return await Task.Run(async () =>
        {
            await connection.OpenAsync().ConfigureAwait(false);
            await using var transaction = connection is SqliteConnection sqlite
                ? sqlite.BeginTransaction(deferred: false)
                : await connection.BeginTransactionAsync().ConfigureAwait(false);
            var result = await work(new SqlSession(connection, transaction)).ConfigureAwait(false);
            await transaction.CommitAsync().ConfigureAwait(false);
            return result;
        }).ConfigureAwait(false);
    }

    private async Task Make()
    {
        await using var connection = _connect();
        await connection.OpenAsync().ConfigureAwait(false);
        await using var command = connection.CreateCommand();

        // Two silos may begin at a time: in PostgreSQL one of them waits, lest both make the tables.
        command.CommandText = connection is SqliteConnection
            ? "PRAGMA journal_mode = WAL;" + Tables
            : "SELECT pg_advisory_xact_lock(1312904563);" + Tables;
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        _made = true;
    }
}
