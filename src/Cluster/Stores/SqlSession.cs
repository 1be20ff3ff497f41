using System.Data.Common;

namespace NasPipelines.Cluster.Stores;

/// <summary>Statements of one transaction.</summary>
internal sealed class SqlSession(DbConnection connection, DbTransaction transaction)
{
    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public async Task<int> Execute(string statement, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(statement, parameters);
        return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    /// <summary>Runs a query.</summary>
    public async Task<List<T>> Query<T>(
        string statement, Func<DbDataReader, T> row, params (string Name, object Value)[] parameters)
    {
        List<T> rows = [];
        await using var command = Command(statement, parameters);
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    private DbCommand Command(string statement, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements are constants of this assembly; values are parameters.
        command.CommandText = statement;
#pragma warning restore CA2100
        command.Transaction = transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
