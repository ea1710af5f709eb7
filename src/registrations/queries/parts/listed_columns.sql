-- The same with the names, in the order in which listed_of reads it.
{part page_columns},
  person.name AS owner_name, organization.name AS partner_name
