/**
 * The functions that map roles of a flexible server to Entra principals. Azure stores the mapping in security labels of
 * its own provider; here it is a table.
 *
 * https://learn.microsoft.com/azure/postgresql/security/security-manage-entra-users
 */
export const PGAADAUTH = `
CREATE ROLE azure_pg_admin NOLOGIN CREATEROLE CREATEDB;

CREATE SCHEMA aadauth;
CREATE TABLE aadauth.labels (role oid PRIMARY KEY, object_id text NOT NULL, object_type text NOT NULL, admin boolean NOT NULL);
GRANT USAGE ON SCHEMA aadauth TO PUBLIC;

CREATE FUNCTION aadauth.label(role_name text, object_id text, object_type text, admin boolean) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  INSERT INTO aadauth.labels SELECT oid, $2, $3, $4 FROM pg_authid WHERE rolname = $1
  ON CONFLICT (role) DO UPDATE SET object_id = $2, object_type = $3, admin = $4
$$;

CREATE FUNCTION aadauth.list(is_admin boolean)
RETURNS TABLE (rolename text, principaltype text, objectid text, tenantid text, ismfa int, isadmin int)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT r.rolname::text, l.object_type, l.object_id, '11111111-0000-4000-8000-000000000000', 0, l.admin::int
  FROM aadauth.labels AS l JOIN pg_authid AS r ON r.oid = l.role WHERE l.admin OR NOT is_admin
$$;

SET allow_system_table_mods = on;

CREATE FUNCTION pg_catalog.pgaadauth_create_principal_with_oid(
  roleName text, objectId text, objectType text, isAdmin boolean, isMfa boolean
) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM aadauth.list(true) AS a WHERE a.rolename = session_user) THEN
    RAISE EXCEPTION 'Only Microsoft Entra administrators can create principals' USING ERRCODE = '42501';
  END IF;
  IF objectType NOT IN ('user', 'group', 'service') OR objectId::uuid IS NULL THEN
    RAISE EXCEPTION 'Invalid object' USING ERRCODE = '22023';
  END IF;
  EXECUTE format('CREATE ROLE %I LOGIN', roleName);
  IF isAdmin THEN
    EXECUTE format('GRANT azure_pg_admin TO %I', roleName);
  END IF;
  PERFORM aadauth.label(roleName, objectId, objectType, isAdmin);
  RETURN format('Created role for %I', roleName);
END
$$;

CREATE FUNCTION pg_catalog.pgaadauth_list_principals(isAdminValue boolean)
RETURNS TABLE (rolename text, principaltype text, objectid text, tenantid text, ismfa int, isadmin int)
LANGUAGE sql AS $$ SELECT * FROM aadauth.list(isAdminValue) $$;
`;
