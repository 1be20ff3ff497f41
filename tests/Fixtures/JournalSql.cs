using Microsoft.Data.Sqlite;

namespace NasPipelines.Fixtures;

/// <summary>Changes a journal behind the product's back.</summary>
public static class JournalSql
{
    /// <summary>Runs a statement.</summary>
    public static void Run(string path, string statement)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are those of tests.
        command.CommandText = statement;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
