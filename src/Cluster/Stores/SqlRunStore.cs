using NasPipelines.Cluster.Grains;

namespace NasPipelines.Cluster.Stores;

/// <summary>Runs in a database.</summary>
internal sealed class SqlRunStore(SqlDatabase database) : IRunStore
{
    public Task Save(string run, RunHeader header, byte[] saved, string[] architectures) => database.Do(session => session.Execute(
        "INSERT INTO nas_run(id, header, architectures, saved) VALUES(@id, @header, @architectures, @saved) ON CONFLICT DO NOTHING",
        ("@id", run), ("@header", HeaderText.Of(header)), ("@architectures", HeaderText.Of(architectures)), ("@saved", saved)));

    public Task SaveRows(string run, IReadOnlyList<RunRow> rows) => database.Do(async session =>
    {
        foreach (var row in rows)
        {
            await session.Execute(
                "INSERT INTO nas_row(run, place, bytes) VALUES(@run, @place, @bytes) ON CONFLICT DO NOTHING",
                ("@run", run), ("@place", row.Place), ("@bytes", row.Bytes)).ConfigureAwait(false);
        }

        return rows.Count;
    });

    public Task<StoredRun?> Load(string run) => database.Do(async session =>
    {
        var found = await session.Query(
            "SELECT header, architectures, saved FROM nas_run WHERE id = @run",
            reader => (Header: reader.GetString(0), Architectures: reader.GetString(1), Saved: (byte[])reader.GetValue(2)),
            ("@run", run)).ConfigureAwait(false);
        if (found is not [var only])
        {
            return null;
        }

        var rows = await session.Query(
            "SELECT place, bytes FROM nas_row WHERE run = @run ORDER BY place",
            reader => new RunRow(reader.GetInt32(0), (byte[])reader.GetValue(1)),
            ("@run", run)).ConfigureAwait(false);
        return new StoredRun(HeaderText.Header(only.Header), only.Saved, HeaderText.Architectures(only.Architectures), rows);
    });

    public async Task<IReadOnlyList<string>> Runs() => await database.Do(session =>
        session.Query("SELECT id FROM nas_run ORDER BY id", reader => reader.GetString(0))).ConfigureAwait(false);

    public Task Remove(string run) => database.Do(async session =>
        await session.Execute("DELETE FROM nas_run WHERE id = @run", ("@run", run)).ConfigureAwait(false)
        + await session.Execute("DELETE FROM nas_row WHERE run = @run", ("@run", run)).ConfigureAwait(false));
}
